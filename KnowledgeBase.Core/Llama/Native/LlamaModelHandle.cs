using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Core.Llama.Native;

/// <summary>Owns a llama_model.</summary>
internal sealed class LlamaModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LlamaModelHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        LlamaNative.FreeModel(handle);
        return true;
    }
}
