namespace KnowledgeBase.Web.Resources;

/// <summary>Names ModelTexts.resx and ModelTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class ModelTexts;
