namespace KnowledgeBase.Web.Resources;

/// <summary>Names FaqTexts.resx and FaqTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class FaqTexts;
