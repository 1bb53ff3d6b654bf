namespace KnowledgeBase.Web.Resources;

/// <summary>Names SharedTexts.resx and SharedTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class SharedTexts;
