/** Everything that stands around the pages: language, cache, session, addresses. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ApiProblem } from './api.ts';
import { LanguageProvider } from './language.tsx';
import { router } from './router.tsx';
import { SessionProvider } from './session.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Without a network a question fails at once and is told so, instead of waiting for ever: the telephone goes on.
      networkMode: 'always',
      // What the server has decided does not change by asking again; a broken line may.
      retry: (count, error) =>
        count < 2 && error instanceof ApiProblem && ['offline', 'too-many'].includes(error.kind),
    },
  },
});

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
