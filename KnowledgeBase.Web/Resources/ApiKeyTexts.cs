namespace KnowledgeBase.Web.Resources;

/// <summary>Names ApiKeyTexts.resx and ApiKeyTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class ApiKeyTexts;
