using System.Globalization;
using Bogus;

namespace Ledger.Testing.YearInTheLife;

/// <summary>A made-up hospital or pharmacy of the made-up pool.</summary>
/// <param name="Key">Short and unique, for document numbers: H01 to H28, P01 to P12.</param>
/// <param name="Grade">Of a hospital 3 (tertiary) to 1; of a pharmacy 0.</param>
/// <param name="Weight">How much it does, beside the others.</param>
/// <param name="Score">What the assessment of the year gives it, of 100.</param>
internal sealed record Institution(string Key, string Code, string Name, int Grade, int Weight, int Score)
{
    internal const int HospitalCount = 28;
    internal const int PharmacyCount = 12;

    private static readonly string[] _places =
    [
        "清浦", "南岙", "白石坞", "云渡", "芦花湾", "东篱", "石埠", "柳荫渡", "荷泽里", "竹海", "枫泾坞", "月牙湖", "松涛",
        "鹿角岭", "望潮", "银滩", "沙鸥", "梅影", "桐荫", "桃花坞", "杏村", "稻香", "蓼汀", "雁来", "鹤鸣", "锦屏", "翠微",
        "兰舟",
    ];

    private static readonly string[] _pharmacies =
        ["百草", "济和", "康宁", "仁心", "同舟", "益寿", "春晖", "安泰", "福泽", "惠民里", "杏林", "长青"];

    internal bool IsHospital => Grade > 0;

    internal static IReadOnlyList<Institution> All(Faker faker)
    {
        var places = faker.Random.Shuffle(_places).ToArray();
        var shops = faker.Random.Shuffle(_pharmacies).ToArray();
        return
        [
            .. Enumerable.Range(0, HospitalCount).Select(index => Hospital(faker, index, places[index])),
            .. Enumerable.Range(0, PharmacyCount).Select(index => new Institution(
                KeyOf('P', index), CodeOf('P', index), $"{shops[index]}大药房", 0,
                faker.Random.Int(5, 20), faker.Random.Int(70, 99))),
        ];
    }

    private static Institution Hospital(Faker faker, int index, string place) => index switch
    {
        < 2 => new(KeyOf('H', index), CodeOf('H', index), $"{place}综合医院", 3,
            faker.Random.Int(160, 220), faker.Random.Int(85, 98)),
        < 8 => new(KeyOf('H', index), CodeOf('H', index), $"{place}医院", 2,
            faker.Random.Int(40, 90), faker.Random.Int(78, 97)),
        _ => new(KeyOf('H', index), CodeOf('H', index), $"{place}卫生院", 1,
            faker.Random.Int(6, 24), faker.Random.Int(72, 99)),
    };

    private static string KeyOf(char letter, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{letter}{index + 1:00}");

    private static string CodeOf(char letter, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{letter}{YearInTheLifeSample.Pool}{index + 1:00000}");
}
