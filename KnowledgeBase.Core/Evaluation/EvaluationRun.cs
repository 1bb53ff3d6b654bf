using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Evaluation;

public enum EvaluationStatus
{
    Waiting,
    Running,
    Done,
    Cancelled,
    Failed,
}

/// <summary>What is measured.</summary>
/// <param name="Instruction">Put before each question; "" for none.</param>
/// <param name="Dimensions">Matryoshka length of all vectors; 0 for all that the model has.</param>
/// <param name="VectorWeight">Share of the cosine in the order, the rest is the words'; 1: meaning alone, 0: words alone.</param>
/// <param name="MinCosine">The threshold that precision and coverage are told for.</param>
public sealed record EvaluationConfiguration(string Instruction, int Dimensions, double VectorWeight, double MinCosine)
{
    /// <summary>Put before each item for this measurement, which embeds all of them; null: items as they are stored.</summary>
    public string? DocumentInstruction { get; init; }
}

/// <summary>One measurement of a set.</summary>
/// <param name="Identity">Of the vectors that were compared; null before it runs.</param>
/// <param name="ItemCount">Entries or chunks that could be found.</param>
/// <param name="ErrorCode">Why it failed.</param>
public sealed record EvaluationRun(
    Guid Id, Guid SetId, string Name, EvaluationStatus Status, EvaluationConfiguration Configuration, EmbeddingIdentity? Identity,
    int ItemCount, int QuestionCount, int DoneCount, string? ErrorCode, DateTimeOffset StartedAt, string StartedBy, DateTimeOffset? FinishedAt)
{
    public bool IsUnderWay => Status is EvaluationStatus.Waiting or EvaluationStatus.Running;
}

/// <summary>What a question found in a run.</summary>
/// <param name="Rank">Of what it should find, from 1; null when that was not among the first twenty.</param>
/// <param name="Cosine">Of what came first; null when nothing did.</param>
/// <param name="Found">Name of what came first.</param>
public sealed record EvaluationOutcome(EvaluationQuestion Question, int? Rank, double? Cosine, string Found)
{
    public bool IsRight => Rank == 1;
}
