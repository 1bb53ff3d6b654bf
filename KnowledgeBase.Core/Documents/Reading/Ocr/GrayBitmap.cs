namespace KnowledgeBase.Core.Documents.Reading.Ocr;

/// <summary>A picture of one byte per pixel, 0 black to 255 white, row by row.</summary>
internal sealed record GrayBitmap(int Width, int Height, byte[] Pixels)
{
    /// <summary>The picture turned clockwise by quarter turns.</summary>
    public GrayBitmap Turned(int quarters)
    {
        var turned = this;
        for (var i = 0; i < ((quarters % 4) + 4) % 4; i++) turned = turned.TurnedOnce();
        return turned;
    }

    /// <summary>The picture turned about its centre so that lines that fall by <paramref name="degrees"/> become level.</summary>
    public GrayBitmap Levelled(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (cx, cy) = (Width / 2.0, Height / 2.0);
        var level = new byte[Pixels.Length];
        for (var y = 0; y < Height; y++)
        {
            var sourceX = cx - (cx * cos) - ((y - cy) * sin);
            var sourceY = cy - (cx * sin) + ((y - cy) * cos);
            for (var x = 0; x < Width; x++, sourceX += cos, sourceY += sin) level[(y * Width) + x] = At(sourceX, sourceY);
        }

        return this with { Pixels = level };
    }

    /// <summary>A portable graymap, which every recogniser reads.</summary>
    public void WriteTo(string path)
    {
        using var file = File.Create(path);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"P5\n{Width} {Height}\n255\n"));
        file.Write(Pixels);
    }

    private byte At(double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        if (left < 0 || top < 0 || left + 1 >= Width || top + 1 >= Height) return 255;
        var (dx, dy) = ((int)((x - left) * 256), (int)((y - top) * 256));
        var at = (top * Width) + left;
        var above = (Pixels[at] * (256 - dx)) + (Pixels[at + 1] * dx);
        var below = (Pixels[at + Width] * (256 - dx)) + (Pixels[at + Width + 1] * dx);
        return (byte)(((above * (256 - dy)) + (below * dy)) >> 16);
    }

    private GrayBitmap TurnedOnce()
    {
        var turned = new byte[Pixels.Length];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++) turned[(x * Height) + (Height - 1 - y)] = Pixels[(y * Width) + x];
        }

        return new GrayBitmap(Height, Width, turned);
    }
}
