/**
 * Tar files (POSIX ustar) of plain files with short names, as backups need them: written in one go, and read with
 * the place of each file in them, so that any can be read again without what stands before it.
 */

const BLOCK = 512
const LONGEST_NAME = 100

/** A tar file that is not what its writer meant it to be. */
export class DamagedTar extends Error {
  name = 'DamagedTar'
}

/** Writes files to `handle` one after another; `end` closes the archive, not the handle. */
export function tarWriter(handle, { at }) {
  const seconds = Math.floor(at.getTime() / 1000)
  return {
    async add(name, bytes) {
      await write(handle, headerOf(name, bytes.length, seconds))
      await write(handle, bytes)
      await write(handle, Buffer.alloc(paddingOf(bytes.length)))
    },
    end: () => write(handle, Buffer.alloc(2 * BLOCK)),
  }
}

/** A write can be shorter than what was asked for where the disk runs full. */
async function write(handle, bytes) {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, from)
    from += bytesWritten
  }
}

function headerOf(name, size, seconds) {
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`too long a name for tar: ${name}`)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0)
  header.write('0000600\0', 100)
  header.write('0000000\0', 108) // owner and group: whoever unpacks it
  header.write('0000000\0', 116)
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124)
  header.write(`${seconds.toString(8).padStart(11, '0')}\0`, 136)
  header.write('0', 156) // a plain file
  header.write('ustar\x0000', 257, 'latin1')
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

/** Of all bytes, those of the sum itself taken for spaces. */
function sumOf(header) {
  let sum = 8 * 32
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte
  return sum
}

function paddingOf(size) {
  return (BLOCK - (size % BLOCK)) % BLOCK
}

/** The files of the archive that `handle` reads, by name: `{ offset, size }`. Throws DamagedTar. */
export async function listTar(handle) {
  const { size: whole } = await handle.stat()
  const files = new Map()
  const header = Buffer.alloc(BLOCK)
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(header, 0, BLOCK, at)
    if (bytesRead < BLOCK) throw new DamagedTar('it ends before its end')
    if (header.every((byte) => byte === 0)) return files
    const { name, size } = readHeader(header)
    const offset = at + BLOCK
    if (offset + size > whole) throw new DamagedTar('it ends before its end')
    if (files.has(name)) throw new DamagedTar(`it holds ${name} twice`)
    files.set(name, { offset, size })
    at = offset + size + paddingOf(size)
  }
}

function readHeader(header) {
  const isTar = header.toString('latin1', 257, 262) === 'ustar'
  if (!isTar) throw new DamagedTar('it is no tar file')
  if (octal(header, 148, 6) !== sumOf(header)) throw new DamagedTar('a header in it is damaged')
  const end = header.indexOf(0)
  return {
    name: header.toString('utf8', 0, end === -1 ? LONGEST_NAME : Math.min(end, LONGEST_NAME)),
    size: octal(header, 124, 11),
  }
}

function octal(header, from, length) {
  const text = header.toString('latin1', from, from + length)
  if (!/^[0-7]+$/.test(text)) throw new DamagedTar('a header in it is damaged')
  return Number.parseInt(text, 8)
}

export async function readFrom(handle, { offset, size }) {
  const bytes = Buffer.alloc(size)
  for (let from = 0; from < size; ) {
    const { bytesRead } = await handle.read(bytes, from, size - from, offset + from)
    if (bytesRead === 0) throw new DamagedTar('it ends before its end')
    from += bytesRead
  }
  return bytes
}
