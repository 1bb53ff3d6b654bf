namespace KnowledgeBase.Web.Resources;

/// <summary>Names ErrorTexts.resx and ErrorTexts.zh-CN.resx: one key per stable code, and the same with "_next" for what to do about it.</summary>
public sealed class ErrorTexts;
