namespace KnowledgeBase.Web.Resources;

/// <summary>Names ReportTexts.resx and ReportTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class ReportTexts;
