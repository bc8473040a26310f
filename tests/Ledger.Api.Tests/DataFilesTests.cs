using Ledger.Api.CommandLine;
using Ledger.Testing;

namespace Ledger.Api.Tests;

public sealed class DataFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Data_is_read_from_beside_the_program(string? folder) =>
        DataFiles.Read("policies.json", folder)
            .ShouldBe(File.ReadAllText(Repository.Path("data", "policies.json")));

    [Fact]
    public void A_folder_that_the_user_names_stands_in_for_it()
    {
        _folder.Write("policies.json", "corrected");

        DataFiles.Read("policies.json", _folder.Path).ShouldBe("corrected");
    }

    [Fact]
    public void A_missing_data_file_is_the_users_to_mend_and_its_place_is_named()
    {
        var error = Should.Throw<UserError>(() => DataFiles.Read("policies.json", _folder.Path));

        error.ExitCode.ShouldBe(ExitCodes.Usage);
        error.Message.ShouldContain(Path.Combine(_folder.Path, "policies.json"));
        error.Message.ShouldContain("LEDGER_DATA");
    }
}
