namespace KnowledgeBase.Web.Resources;

/// <summary>Names HomeTexts.resx and HomeTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class HomeTexts;
