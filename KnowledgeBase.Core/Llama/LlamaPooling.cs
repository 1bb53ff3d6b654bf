namespace KnowledgeBase.Core.Llama;

/// <summary>How token states become one vector; the values are those of llama.h's llama_pooling_type.</summary>
public enum LlamaPooling
{
    Mean = 1,
    Cls = 2,
    Last = 3,
}
