namespace KnowledgeBase.Web.Resources;

/// <summary>Names TuningTexts.resx and TuningTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class TuningTexts;
