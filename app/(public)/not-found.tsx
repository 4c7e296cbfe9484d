import { Missing } from '@/app/(public)/_parts/missing'

export default function NotFound() {
  return <Missing />
}
