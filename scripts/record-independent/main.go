// Follows the published record with other people's code alone: signatures, tiles and proofs are those of
// golang.org/x/mod/sumdb, which was written for Go's checksum database and knows nothing of Counterclaim. This file only
// fetches, and asks that library whether what it fetched is so.
//
//	record-independent [-key VKEY]… [-state FILE] https://news.example/record
//
// With -state the checkpoint is kept, and the next run proves that the log only grew since. Where the key changed in
// between, both are given.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	samples    = 1000
)

func main() {
	var keys []string
	flag.Func("key", "a verifier key to trust; without one, that which the log names first", func(key string) error {
		keys = append(keys, key)
		return nil
	})
	state := flag.String("state", "", "a file that keeps the checkpoint for the next run")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := follow(strings.TrimRight(flag.Arg(0), "/"), keys, *state); err != nil {
		fmt.Fprintln(os.Stderr, "NOT PROVEN:", err)
		os.Exit(1)
	}
}

func follow(prefix string, keys []string, state string) error {
	if len(keys) == 0 {
		named, err := fetch(prefix + "/keys")
		if err != nil {
			return err
		}
		key, _, _ := strings.Cut(string(named), "\n")
		fmt.Println("key, as the log names it:", key)
		keys = []string{key}
	}
	var list []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return err
		}
		list = append(list, verifier)
	}
	known := note.VerifierList(list...)
	message, err := fetch(prefix + "/checkpoint")
	if err != nil {
		return err
	}
	tree, signers, err := open(message, known)
	if err != nil {
		return err
	}
	fmt.Printf("checkpoint: %d leaves, root %v, signed by %s\n", tree.N, tree.Hash, signers)
	if tree.N == 0 {
		return keep(state, message)
	}

	// TileHashReader believes no tile that does not lead to the root that was signed.
	reader := tlog.TileHashReader(tree, &tiles{prefix: prefix, seen: map[string][]byte{}})
	if err := inclusion(prefix, tree, reader); err != nil {
		return err
	}
	if err := consistency(state, tree, known, reader); err != nil {
		return err
	}
	return keep(state, message)
}

// Every entry is hashed and found at its place, and some of them are proven by a path of their own.
func inclusion(prefix string, tree tlog.Tree, reader tlog.HashReader) error {
	wanted := map[int64]bool{0: true, tree.N - 1: true}
	random := rand.New(rand.NewSource(1))
	for int64(len(wanted)) < tree.N && len(wanted) < samples {
		wanted[random.Int63n(tree.N)] = true
	}
	var hashed int64
	for from := int64(0); from < tree.N; from += tileWidth {
		width := tree.N - from
		if width > tileWidth {
			width = tileWidth
		}
		entries, err := bundle(prefix, from/tileWidth, int(width))
		if err != nil {
			return err
		}
		indexes := make([]int64, len(entries))
		for i := range entries {
			indexes[i] = tlog.StoredHashIndex(0, from+int64(i))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			index := from + int64(i)
			hash := tlog.RecordHash(entry)
			if hash != hashes[i] {
				return fmt.Errorf("entry %d is not the leaf of that number", index)
			}
			hashed++
			if !wanted[index] {
				continue
			}
			proof, err := tlog.ProveRecord(tree.N, index, reader)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, hash); err != nil {
				return fmt.Errorf("entry %d: %v", index, err)
			}
		}
	}
	fmt.Printf("inclusion: %d entries hash to their leaves, %d of them proven one by one\n", hashed, len(wanted))
	return nil
}

func consistency(state string, tree tlog.Tree, known note.Verifiers, reader tlog.HashReader) error {
	if state == "" {
		return nil
	}
	message, err := os.ReadFile(state)
	if errors.Is(err, os.ErrNotExist) {
		fmt.Println("consistency: nothing was kept before; this checkpoint is")
		return nil
	}
	if err != nil {
		return err
	}
	earlier, _, err := open(message, known)
	if err != nil {
		return fmt.Errorf("the checkpoint that was kept: %v", err)
	}
	if earlier.N > tree.N {
		return fmt.Errorf("the log had %d leaves and has %d: it was cut off", earlier.N, tree.N)
	}
	if earlier.N > 0 {
		proof, err := tlog.ProveTree(tree.N, earlier.N, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash); err != nil {
			return fmt.Errorf("the log of %d leaves does not begin with that of %d: %v", tree.N, earlier.N, err)
		}
	}
	fmt.Printf("consistency: %d leaves begin with the %d that were kept before\n", tree.N, earlier.N)
	return nil
}

func keep(state string, message []byte) error {
	if state == "" {
		return nil
	}
	return os.WriteFile(state, message, 0o644)
}

// A checkpoint has the lines of origin, size and root, and is signed in the name of its origin.
func open(message []byte, known note.Verifiers) (tlog.Tree, string, error) {
	opened, err := note.Open(message, known)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	var signers []string
	lines := strings.Split(opened.Text, "\n")
	for _, sig := range opened.Sigs {
		if sig.Name != lines[0] {
			return tlog.Tree{}, "", errors.New("not signed in the name of its origin")
		}
		signers = append(signers, fmt.Sprintf("%s+%08x", sig.Name, sig.Hash))
	}
	if len(lines) < 4 {
		return tlog.Tree{}, "", errors.New("not a checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, "", err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, strings.Join(signers, " and "), err
}

type tiles struct {
	prefix string
	seen   map[string][]byte
}

func (t *tiles) Height() int { return tileHeight }

func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(wanted))
	for i, tile := range wanted {
		// The library writes the height of tiles, too, where C2SP knows only one.
		path := "/tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
		if t.seen[path] == nil {
			body, err := fetch(t.prefix + path)
			if err != nil {
				return nil, err
			}
			t.seen[path] = body
		}
		data[i] = t.seen[path]
	}
	return data, nil
}

func bundle(prefix string, n int64, width int) ([][]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: 0, N: n, W: width}
	path := "/tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", tileHeight))
	body, err := fetch(prefix + path)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for rest := bytes.NewReader(body); rest.Len() > 0; {
		var length uint16
		if err := binary.Read(rest, binary.BigEndian, &length); err != nil {
			return nil, err
		}
		entry := make([]byte, length)
		if _, err := io.ReadFull(rest, entry); err != nil {
			return nil, err
		}
		entries = append(entries, entry)
	}
	if len(entries) != width {
		return nil, fmt.Errorf("%s has %d entries", path, len(entries))
	}
	return entries, nil
}

func fetch(url string) ([]byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", url, response.Status)
	}
	return io.ReadAll(response.Body)
}
