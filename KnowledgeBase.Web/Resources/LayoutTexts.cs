namespace KnowledgeBase.Web.Resources;

/// <summary>Names LayoutTexts.resx and LayoutTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class LayoutTexts;
