import type { VerificationStatus } from '@/lib/review/schema'

const line = 'fill="none" stroke="currentColor" stroke-width="1.75"'

/** The outlines of `app/_ui/status-mark.tsx`, on 16 by 16, for what is drawn without React: pictures and embeds. */
export const statusShapes: Record<VerificationStatus | 'withdrawn', string> = {
  unreviewed: `<circle cx="8" cy="8" r="6.4" ${line} stroke-dasharray="2.3 1.72"/>`,
  unverified: `<circle cx="8" cy="8" r="6.4" ${line}/><path d="M5 8h6" ${line}/>`,
  corroborated: `<circle cx="5.6" cy="8" r="4.6" ${line}/><circle cx="10.4" cy="8" r="4.6" ${line}/><path d="M8 4.1a4.6 4.6 0 0 1 0 7.8a4.6 4.6 0 0 1 0-7.8z" fill="currentColor"/>`,
  verified:
    '<path fill="currentColor" fill-rule="evenodd" d="M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8zm3.2 3.9L6.9 9.5 4.9 7.4 3.6 8.7l3.4 3.5 5.6-6.3z"/>',
  disputed: `<path d="M8 1.3 14.7 8 8 14.7 1.3 8z" ${line} stroke-linejoin="round"/><path d="M8 1.3v13.4L1.3 8z" fill="currentColor"/>`,
  misleading: `<path d="M1.4 13.9 8 2.1l6.6 11.8z" ${line} stroke-linejoin="round"/><path d="M8 2.1 14.6 13.9H9.4L6 5.7z" fill="currentColor"/>`,
  false:
    '<path fill="currentColor" fill-rule="evenodd" d="M1.2 1.2h13.6v13.6H1.2zm4 2.7L3.9 5.2 6.7 8l-2.8 2.8 1.3 1.3L8 9.3l2.8 2.8 1.3-1.3L9.3 8l2.8-2.8-1.3-1.3L8 6.7z"/>',
  overtaken:
    '<path fill="currentColor" d="M1 2.4h3.2L9 8l-4.8 5.6H1L5.8 8zm6.2 0h3.2L15.2 8l-4.8 5.6H7.2L12 8z"/>',
  withdrawn: `<circle cx="8" cy="8" r="6.4" ${line}/><path d="M3.5 12.5 12.5 3.5" ${line}/>`,
}

/** On white and on black, as in `app/tokens.css`: what is shown elsewhere can't ask for our style sheet. */
export const statusColours: Record<
  VerificationStatus | 'withdrawn',
  [light: string, dark: string]
> = {
  unreviewed: ['#5d5b53', '#aeaa9f'],
  unverified: ['#46586b', '#a4b8cd'],
  corroborated: ['#0a6666', '#62c8c3'],
  verified: ['#1c6633', '#7bcb8e'],
  disputed: ['#7d5200', '#e4b552'],
  misleading: ['#9d3f09', '#f2a06b'],
  false: ['#a61b26', '#f58f92'],
  overtaken: ['#5a4798', '#bdadf2'],
  withdrawn: ['#5d5b53', '#aeaa9f'],
}
