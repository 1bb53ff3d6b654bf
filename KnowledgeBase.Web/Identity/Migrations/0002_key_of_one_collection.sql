-- A key may be for one collection alone. Made anew, so that the table reads as the model writes it.
CREATE TABLE "ApiKeys_2" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_ApiKeys" PRIMARY KEY,
    "UserId" TEXT NOT NULL,
    "Name" TEXT NOT NULL,
    "Prefix" TEXT NOT NULL,
    "Hash" BLOB NOT NULL,
    "Scopes" TEXT NOT NULL,
    "CreatedAt" INTEGER NOT NULL,
    "ExpiresAt" INTEGER NULL,
    "LastUsedAt" INTEGER NULL,
    "RevokedAt" INTEGER NULL,
    "CollectionId" TEXT NULL,
    CONSTRAINT "FK_ApiKeys_AspNetUsers_UserId" FOREIGN KEY ("UserId") REFERENCES "AspNetUsers" ("Id") ON DELETE CASCADE
);

INSERT INTO "ApiKeys_2" SELECT "Id", "UserId", "Name", "Prefix", "Hash", "Scopes", "CreatedAt", "ExpiresAt", "LastUsedAt", "RevokedAt", NULL FROM "ApiKeys";

DROP TABLE "ApiKeys";

ALTER TABLE "ApiKeys_2" RENAME TO "ApiKeys";

CREATE UNIQUE INDEX "IX_ApiKeys_Hash" ON "ApiKeys" ("Hash");

CREATE INDEX "IX_ApiKeys_UserId" ON "ApiKeys" ("UserId");
