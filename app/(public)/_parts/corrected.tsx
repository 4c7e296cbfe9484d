import { Day } from '@/app/(public)/_parts/texts'

/** The word beside a status that we once had wrong: whoever remembers the other one is to notice. */
export function Corrected({ at }: { at: string | null }) {
  return at ? (
    <span className="corrected">
      Corrected <Day day={at.slice(0, 10)} />
    </span>
  ) : null
}
