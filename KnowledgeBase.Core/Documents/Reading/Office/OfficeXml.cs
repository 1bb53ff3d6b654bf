using System.Xml;

namespace KnowledgeBase.Core.Documents.Reading.Office;

/// <summary>How the XML of an Office package is read.</summary>
internal static class OfficeXml
{
    /// <summary>No DTD, no external entity, no fetch.</summary>
    public static XmlReaderSettings Settings { get; } = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };
}
