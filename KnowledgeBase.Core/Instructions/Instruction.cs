namespace KnowledgeBase.Core.Instructions;

/// <summary>What an instruction is put before.</summary>
public enum InstructionSide
{
    Query,
    Document,
    Both,
}

/// <summary>A text that is put before what is embedded (指令前缀), exactly as it is.</summary>
/// <param name="Version">From 1; a change of the text is another version, since vectors made with it are others.</param>
public sealed record Instruction(Guid Id, int Version, string Name, string Text, InstructionSide Side, DateTimeOffset ChangedAt, string ChangedBy)
{
    public const int MaximumText = 1000;
    public const int MaximumName = 100;
}

/// <summary>Which instruction a collection uses on one side; <see cref="Side"/> is never Both.</summary>
public sealed record InstructionUse(Guid CollectionId, InstructionSide Side, Guid InstructionId, int Version);
