using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Users, roles and keys in identity.db, apart from the documents: it has many writers and keeps SQLite's rollback
/// journal, while kb.db has one writer and WAL. Its schema is made by <see cref="IdentitySchema"/>.
/// </summary>
public sealed class IdentityDatabase(DbContextOptions<IdentityDatabase> options) : IdentityDbContext<User>(options)
{
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    // SQLite has no type for times with an offset: ticks in UTC, which also compare as they should.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<ApiKey>(key =>
        {
            key.HasIndex(row => row.Hash).IsUnique();
            key.HasIndex(row => row.UserId);
            key.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
