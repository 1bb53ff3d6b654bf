namespace KnowledgeBase.Web.Resources;

/// <summary>Names VectorTexts.resx and VectorTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class VectorTexts;
