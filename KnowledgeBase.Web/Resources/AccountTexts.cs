namespace KnowledgeBase.Web.Resources;

/// <summary>Names AccountTexts.resx and AccountTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class AccountTexts;
