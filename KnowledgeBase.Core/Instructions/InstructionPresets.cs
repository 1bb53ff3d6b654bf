namespace KnowledgeBase.Core.Instructions;

/// <summary>An instruction that can be taken over as it is.</summary>
/// <param name="Purpose">contracts, service, general, code or bilingual.</param>
/// <param name="Language">zh or en.</param>
/// <param name="IsQwen">In the form that Qwen3-Embedding was trained with; else plain words with a colon.</param>
public sealed record InstructionPreset(string Purpose, string Language, bool IsQwen, InstructionSide Side, string Text);

/// <summary>Instructions for the usual purposes, in Qwen3's form (on the query's side only, as its model card says) and in plain words.</summary>
public static class InstructionPresets
{
    public static IReadOnlyList<InstructionPreset> All { get; } =
    [
        Qwen("contracts", "en", "Given a question about a contract, retrieve the clauses that answer it"),
        Qwen("contracts", "zh", "给定一个关于合同的问题，检索能够回答该问题的合同条款"),
        Plain("contracts", "en", "For contract review: "),
        Plain("contracts", "zh", "用于合同条款检索："),
        Qwen("service", "en", "Given a customer's question, retrieve the frequently asked question with the same intent"),
        Qwen("service", "zh", "给定客户的提问，检索意图相同的常见问题"),
        Plain("service", "en", "For customer service intent: "),
        Plain("service", "zh", "用于客服意图识别："),
        Qwen("general", "en", "Given a web search query, retrieve relevant passages that answer the query"),
        Qwen("general", "zh", "给定一个搜索查询，检索能够回答该查询的相关段落"),
        Plain("general", "en", "For search: "),
        Plain("general", "zh", "用于通用检索："),
        Qwen("code", "en", "Given a question about programming, retrieve the code that answers it"),
        Qwen("code", "zh", "给定一个编程问题，检索能够解决该问题的代码"),
        Plain("code", "en", "For code search: "),
        Plain("code", "zh", "用于代码检索："),
        Qwen("bilingual", "en", "Given a query in Chinese or English, retrieve passages in either language that answer it"),
        Qwen("bilingual", "zh", "给定一个中文或英文查询，检索能够回答该查询的中文或英文段落"),
        Plain("bilingual", "en", "For Chinese and English search: "),
        Plain("bilingual", "zh", "用于中英文检索："),
    ];

    /// <summary>Qwen3-Embedding's form: a line break, and no space after the colon.</summary>
    public static string QwenForm(string task) => $"Instruct: {task}\nQuery:";

    private static InstructionPreset Qwen(string purpose, string language, string task) => new(purpose, language, true, InstructionSide.Query, QwenForm(task));

    private static InstructionPreset Plain(string purpose, string language, string text) => new(purpose, language, false, InstructionSide.Both, text);
}
