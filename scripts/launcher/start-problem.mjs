/** Something the person at the terminal can act on: shown as one sentence, without a trace. */
export class StartProblem extends Error {
  name = 'StartProblem'
}

/**
 * The sentence for an error that the machine, and not our code, is the cause of; undefined when
 * we don't know one, in which case the error deserves its trace.
 */
export function sentenceFor(error) {
  if (error instanceof StartProblem) return error.message
  const where = error?.path ? ` (${error.path})` : ''
  switch (error?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${where}: make room and start again.`
    case 'EROFS':
      return `The disk is read-only${where}: choose another folder with DATA_DIR.`
    case 'EACCES':
    case 'EPERM':
      return error.path ? `This user may not write to ${error.path}.` : undefined
    case 'EMFILE':
    case 'ENFILE':
      return 'Too many open files: raise the limit (ulimit -n) and start again.'
    // PostgreSQL's own word for a full disk.
    case '53100':
      return 'The disk that holds the database is full: make room and start again.'
  }
  if (/ENOSPC|No space left on device/.test(String(error?.message))) {
    return 'The disk is full: make room and start again.'
  }
  return undefined
}
