using System.Globalization;

namespace KnowledgeBase.Core.Generations;

/// <summary>The one thing that a generation changes; what is null stays.</summary>
/// <param name="CollectionId">The one collection; null for all.</param>
/// <param name="ModelFile">Another model, as in <c>IEmbeddingModels.ActiveFile</c>.</param>
/// <param name="Instruction">Another document instruction.</param>
/// <param name="Dimensions">Another length of vectors; 0 for all that the model gives.</param>
public sealed record GenerationChange(Guid? CollectionId, string? ModelFile, string? Instruction, int? Dimensions)
{
    public static GenerationChange OfModel(string file) => new(null, file, null, null);

    public static GenerationChange OfInstruction(Guid collectionId, string instruction) => new(collectionId, null, instruction, null);

    public static GenerationChange OfDimensions(Guid collectionId, int dimensions) => new(collectionId, null, null, dimensions);

    /// <summary>The change that undoes this one.</summary>
    /// <param name="previous">What served before it, as text.</param>
    internal GenerationChange Back(string previous) => this switch
    {
        { ModelFile: not null } => OfModel(previous),
        { Dimensions: not null, CollectionId: { } id } => OfDimensions(id, int.Parse(previous, CultureInfo.InvariantCulture)),
        { CollectionId: { } id } => OfInstruction(id, previous),
        _ => throw new InvalidOperationException("It changes nothing."),
    };
}
