namespace KnowledgeBase.Web.Resources;

/// <summary>Names CollectionTexts.resx and CollectionTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class CollectionTexts;
