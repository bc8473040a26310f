using System.Security.Cryptography;
using Ledger.EventStore.Proofs;

namespace Ledger.EventStore.Tests.Proofs;

/// <summary>Hashing and checking as RFC 6962 and RFC 9162 have them.</summary>
public sealed class MerkleTests
{
    private const int SizeMax = 70;

    // The leaves and roots that implementations of RFC 6962 are commonly tested with.
    private static readonly string[] _leaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] _roots =
    [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    private static readonly byte[][] _hashes = [.. Enumerable.Range(0, SizeMax).Select(index => SHA256.HashData([(byte)index]))];

    [Fact]
    public void The_roots_are_those_that_others_have()
    {
        var frontier = new MerkleFrontier();
        for (var size = 0; size < _roots.Length; size++)
        {
            Convert.ToHexStringLower(frontier.Root()).ShouldBe(_roots[size]);
            if (size < _leaves.Length) frontier.Append(MerkleHash.Leaf(Convert.FromHexString(_leaves[size])));
        }
    }

    [Fact]
    public void A_frontier_goes_on_from_its_bytes_as_if_nothing_had_been()
    {
        var frontier = new MerkleFrontier();
        for (var size = 0; size < SizeMax; size++)
        {
            frontier.Root().ShouldBe(NaiveMerkle.Root(_hashes.AsSpan(0, size)));
            frontier = new(frontier.Size, frontier.Bytes());
            frontier.Append(_hashes[size]);
        }
        Should.Throw<ArgumentException>(() => new MerkleFrontier(3, frontier.Bytes()));
    }

    [Fact]
    public void An_inclusion_is_believed_at_its_place_in_its_tree_and_nowhere_else()
    {
        for (var size = 1; size <= SizeMax; size++)
        {
            var root = NaiveMerkle.Root(_hashes.AsSpan(0, size));
            for (var index = 0; index < size; index++)
            {
                var path = NaiveMerkle.Path(index, _hashes.AsSpan(0, size));
                MerkleProof.Includes(index, _hashes[index], size, root, path).ShouldBeTrue($"{index} of {size}");
                MerkleProof.Includes(index, _hashes[(index + 1) % SizeMax], size, root, path).ShouldBeFalse();
                MerkleProof.Includes(index, _hashes[index], size, Flipped(root), path).ShouldBeFalse();
                MerkleProof.Includes(index, _hashes[index], size, root, [.. path, root]).ShouldBeFalse();
                if (path.Count == 0) continue;
                MerkleProof.Includes(index, _hashes[index], size, root, path[..^1]).ShouldBeFalse();
                for (var step = 0; step < path.Count; step++)
                    MerkleProof.Includes(index, _hashes[index], size, root, [.. path[..step], Flipped(path[step]), .. path[(step + 1)..]]).ShouldBeFalse();
                MerkleProof.Includes(index ^ 1, _hashes[index], size, root, path).ShouldBeFalse();
            }
            MerkleProof.Includes(size, _hashes[0], size, root, []).ShouldBeFalse();
            MerkleProof.Includes(-1, _hashes[0], size, root, []).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_tree_is_believed_to_extend_those_that_it_extends_and_no_other()
    {
        for (var to = 1; to <= SizeMax; to++)
        {
            var toRoot = NaiveMerkle.Root(_hashes.AsSpan(0, to));
            for (var from = 0; from <= to; from++)
            {
                var fromRoot = NaiveMerkle.Root(_hashes.AsSpan(0, from));
                var path = from == 0 ? [] : NaiveMerkle.Proof(from, _hashes.AsSpan(0, to));
                MerkleProof.Extends(from, fromRoot, to, toRoot, path).ShouldBeTrue($"{from} to {to}");
                MerkleProof.Extends(from, Flipped(fromRoot), to, toRoot, path).ShouldBeFalse();
                MerkleProof.Extends(from, fromRoot, to, toRoot, [.. path, toRoot]).ShouldBeFalse();
                if (from is 0) continue;
                MerkleProof.Extends(from, fromRoot, to, Flipped(toRoot), path).ShouldBeFalse();
                if (path.Count > 0) MerkleProof.Extends(from, fromRoot, to, toRoot, path[..^1]).ShouldBeFalse();
                for (var step = 0; step < path.Count; step++)
                    MerkleProof.Extends(from, fromRoot, to, toRoot, [.. path[..step], Flipped(path[step]), .. path[(step + 1)..]]).ShouldBeFalse();
                if (from < to) MerkleProof.Extends(from + 1, fromRoot, to, toRoot, path).ShouldBeFalse();
            }
            MerkleProof.Extends(to + 1, toRoot, to, toRoot, []).ShouldBeFalse();
        }
    }

    private static byte[] Flipped(byte[] hash)
    {
        var other = hash.ToArray();
        other[^1] ^= 1;
        return other;
    }
}
