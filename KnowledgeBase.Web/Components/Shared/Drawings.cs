using System.Collections.Frozen;

namespace KnowledgeBase.Web.Components.Shared;

/// <summary>The outlines of our icons: SVG paths on a 20 x 20 grid, stroked.</summary>
internal static class Drawings
{
    private static readonly FrozenDictionary<string, string> Paths = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["search"] = "M9 3.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M13.2 13.2 17 17",
        ["collections"] = "M3.5 5.5h4l1.5 2h7.5v8.5h-13zM3.5 7.5h5.5",
        ["contracts"] = "M3 3.5h5.5v13H3zM11.5 3.5H17v13h-5.5zM5 7h1.5M5 10h1.5M13.5 7H15M13.5 10H15M9 10h2",
        ["document"] = "M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15M7.5 10h5M7.5 13h5",
        ["users"] = "M7.5 9.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6M2 16.5c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5M13 4a2.7 2.7 0 0 1 0 5.2M14.5 12.3c2 .5 3.2 2 3.5 4.2",
        ["user"] = "M10 9.5a3.2 3.2 0 1 0 0-6.4a3.2 3.2 0 0 0 0 6.4M4 17c.4-3.3 2.8-5 6-5s5.6 1.7 6 5",
        ["key"] = "M7 9a4 4 0 1 0 0 8a4 4 0 0 0 0-8M9.8 10.2 17 3M14 6l2.5 2.5",
        ["status"] = "M2.5 10.5h3.5l2-5.5 3.5 10 2-4.5h4",
        ["map"] = "M4 6.5h.01M7.5 4.5h.01M6.5 9h.01M13 5h.01M16 8h.01M14 10.5h.01M5.5 14.5h.01M9.5 15.5h.01M15.5 15h.01M11 11h.01M2.5 2.5h15v15h-15z",
        ["menu"] = "M3 5.5h14M3 10h14M3 14.5h14",
        ["close"] = "M5 5l10 10M15 5 5 15",
        ["plus"] = "M10 4v12M4 10h12",
        ["upload"] = "M10 13V3.5M6 7.5l4-4 4 4M3.5 13v3.5h13V13",
        ["download"] = "M10 3.5V13M6 9l4 4 4-4M3.5 13v3.5h13V13",
        ["delete"] = "M3.5 5.5h13M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5",
        ["retry"] = "M16 8.5A6.3 6.3 0 1 0 16.2 12M16.5 4v4.5H12",
        ["edit"] = "M4 13.5 13 4.5l2.5 2.5-9 9H4zM11.5 6l2.5 2.5",
        ["more"] = "M4.5 10h.01M10 10h.01M15.5 10h.01",
        ["check"] = "M4 10.5l4 4 8-9",
        ["warning"] = "M10 3 18 16.5H2zM10 8v4M10 14.3v.01",
        ["info"] = "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M10 9v5M10 6.3v.01",
        ["lock"] = "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
        ["copy"] = "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7",
        ["open"] = "M11 3.5h5.5V9M16.5 3.5 9 11M13.5 11.5v5h-10v-10h5",
        ["right"] = "M8 5l5 5-5 5",
        ["left"] = "M12 5l-5 5 5 5",
        ["down"] = "M5 8l5 5 5-5",
        ["up"] = "M5 12l5-5 5 5",
        ["sun"] = "M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7M10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M4.2 15.8l1.2-1.2M14.6 5.4l1.2-1.2",
        ["moon"] = "M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z",
        ["auto"] = "M2.5 4h15v9.5h-15zM7 17h6M10 13.5V17",
        ["language"] = "M2.5 5h8M6.5 3v2M9 5c-.5 3.5-3 6-6.5 7.5M4 8c1.5 2 3.5 3.5 6 4.2M9.5 17l4-9.5 4 9.5M11 13.7h5",
        ["sign-out"] = "M12 3.5H4v13h8M8.5 10H17M13.5 6.5 17 10l-3.5 3.5",
        ["bookmark"] = "M5.5 3h9v14L10 13.5 5.5 17z",
        ["filter"] = "M3 4.5h14l-5.5 6.5v5l-3-1.5V11z",
        ["members"] = "M8 9.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6M2.5 16.5c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5M15.5 6v5M13 8.5h5",
        ["list"] = "M3.5 5h.01M7 5h10M3.5 10h.01M7 10h10M3.5 15h.01M7 15h10",
        ["clock"] = "M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 0 0 0-15M10 6v4l3 2",
        ["chip"] = "M6 6h8v8H6zM8 3v3M12 3v3M8 14v3M12 14v3M3 8h3M3 12h3M14 8h3M14 12h3",
        ["disk"] = "M10 3c3.6 0 6 1 6 2.3v9.4C16 16 13.6 17 10 17s-6-1-6-2.3V5.3C4 4 6.4 3 10 3M4 5.3c0 1.3 2.4 2.3 6 2.3s6-1 6-2.3M4 10c0 1.3 2.4 2.3 6 2.3s6-1 6-2.3",
        ["quote"] = "M3.5 14V9.5c0-2.5 1.2-4 3.5-4.5M3.5 9.5H8V14H3.5M11.5 14V9.5c0-2.5 1.2-4 3.5-4.5M11.5 9.5H16V14h-4.5",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="KeyNotFoundException">There is no such icon.</exception>
    public static string Of(string name) => Paths[name];
}
