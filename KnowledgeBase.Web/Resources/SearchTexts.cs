namespace KnowledgeBase.Web.Resources;

/// <summary>Names SearchTexts.resx and SearchTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class SearchTexts;
