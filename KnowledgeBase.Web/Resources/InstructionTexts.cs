namespace KnowledgeBase.Web.Resources;

/// <summary>Names InstructionTexts.resx and InstructionTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class InstructionTexts;
