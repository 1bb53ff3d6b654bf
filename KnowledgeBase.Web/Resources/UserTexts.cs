namespace KnowledgeBase.Web.Resources;

/// <summary>Names UserTexts.resx and UserTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class UserTexts;
