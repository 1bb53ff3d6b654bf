namespace KnowledgeBase.Web.Resources;

/// <summary>Names RereadTexts.resx and RereadTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class RereadTexts;
