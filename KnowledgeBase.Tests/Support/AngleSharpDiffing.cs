using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace KnowledgeBase.Tests.Support;

/// <summary>bunit 2 names AngleSharp.Diffing 1.0; the package feed has 0.17.0, the same API as far as bunit calls it.</summary>
internal static class AngleSharpDiffing
{
#pragma warning disable CA2255 // A module initializer is the only code that runs before bunit loads.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void LoadTheAvailableVersion() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        string.Equals(name.Name, "AngleSharp.Diffing", StringComparison.Ordinal)
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
}
