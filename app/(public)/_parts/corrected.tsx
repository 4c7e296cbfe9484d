import { Day } from '@/app/(public)/_parts/texts'

/** The word beside a status that we once had wrong: whoever remembers the other one is to notice. */
export function Corrected({ at }: { at: string | null }) {
  return at ? (
    <span className="corrected">
      <b>Corrected</b> <Day day={at.slice(0, 10)} />
    </span>
  ) : null
}
