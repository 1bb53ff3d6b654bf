namespace KnowledgeBase.Web.Resources;

/// <summary>Names EvaluationTexts.resx and EvaluationTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class EvaluationTexts;
