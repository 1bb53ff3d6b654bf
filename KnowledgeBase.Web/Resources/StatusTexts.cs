namespace KnowledgeBase.Web.Resources;

/// <summary>Names StatusTexts.resx and StatusTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class StatusTexts;
