namespace KnowledgeBase.Web.Hosting;

/// <summary>Finds the folder of appsettings.json, to which every relative path in that file refers.</summary>
internal static class ContentRoot
{
    /// <summary>
    /// Walks up from the application: the publish folder holds its own copy, and in a checkout the nearest one
    /// is at the repository root. The working directory does not matter.
    /// </summary>
    /// <exception cref="FileNotFoundException">No appsettings.json in the application's folder or above it.</exception>
    public static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "appsettings.json")))
            {
                return directory.FullName;
            }
        }

        throw new FileNotFoundException($"No appsettings.json in {AppContext.BaseDirectory} or above it.");
    }
}
