namespace KnowledgeBase.Web.Resources;

/// <summary>Names ComparisonTexts.resx and ComparisonTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class ComparisonTexts;
