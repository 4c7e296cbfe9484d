import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/options'

type Params = { params: Promise<{ nextauth: string[] }> }

function answer(request: NextRequest, context: Params): Promise<Response> {
  return NextAuth(request, context, authOptions())
}

export { answer as GET, answer as POST }
