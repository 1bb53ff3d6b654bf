namespace KnowledgeBase.Web.Resources;

/// <summary>Names DocumentTexts.resx and DocumentTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class DocumentTexts;
