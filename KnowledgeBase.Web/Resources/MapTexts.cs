namespace KnowledgeBase.Web.Resources;

/// <summary>Names MapTexts.resx and MapTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class MapTexts;
