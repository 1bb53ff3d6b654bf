namespace KnowledgeBase.Web.Resources;

/// <summary>Names RadzenTexts.resx and RadzenTexts.zh-CN.resx for IStringLocalizer.</summary>
public sealed class RadzenTexts;
