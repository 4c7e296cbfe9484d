import { createWriteStream, openSync, renameSync, statSync } from 'node:fs'

const LARGEST_LOG = 8 * 1024 * 1024

/**
 * A log that a full disk can't turn into the end of the launcher, and that doesn't fill the disk itself: what finds no
 * room is let go, and writing goes on when there is some. The log before is kept beside it.
 */
export function keepLog(file, largest = LARGEST_LOG) {
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  let stream = open()

  function open() {
    try {
      // Opened now, so that a file which is put aside is the one that was written to.
      return createWriteStream(file, { fd: openSync(file, 'a') }).on('error', () => {})
    } catch {
      return undefined
    }
  }

  function startAnew() {
    stream?.end()
    try {
      renameSync(file, `${file}.1`)
    } catch {
      // Not there yet, or no disk to do it on: the old one is gone on with.
    }
    size = 0
    stream = open()
  }

  if (size > largest) startAnew()
  return {
    write(text) {
      if (!stream || stream.destroyed) stream = open()
      stream?.write(text)
      size += Buffer.byteLength(text)
      if (size > largest) startAnew()
    },
  }
}
