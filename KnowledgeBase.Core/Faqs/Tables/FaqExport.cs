using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Core.Faqs.Tables;

/// <summary>Writes the entries of a collection as a table that can be imported again.</summary>
public sealed class FaqExport(FaqStore entries)
{
    /// <summary>All entries that the filter lets through, in the order of the list, which an import keeps.</summary>
    public async Task<byte[]> WriteAsync(Guid collectionId, FaqFilter filter, TableFormat format, CancellationToken cancellationToken)
    {
        var (found, _) = await entries.ListAsync(collectionId, filter, 0, int.MaxValue, cancellationToken);
        return TableWriter.Write(format, "FAQ", FaqTable.Write(found.Select(entry => entry.Content)));
    }
}
