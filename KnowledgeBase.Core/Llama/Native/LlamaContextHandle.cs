using Microsoft.Win32.SafeHandles;

namespace KnowledgeBase.Core.Llama.Native;

/// <summary>Owns a llama_context, and keeps the model that it reads from alive as long as itself.</summary>
internal sealed class LlamaContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private LlamaModelHandle? _model;

    public LlamaContextHandle()
        : base(ownsHandle: true)
    {
    }

    internal void KeepAlive(LlamaModelHandle model)
    {
        var added = false;
        model.DangerousAddRef(ref added);
        _model = model;
    }

    protected override bool ReleaseHandle()
    {
        LlamaNative.FreeContext(handle);
        _model?.DangerousRelease();
        return true;
    }
}
