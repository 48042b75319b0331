/** What the tests need of React's renderers. */

declare module "react-dom" {
  export function flushSync(act: () => void): void;
}

declare module "react-dom/client" {
  export interface Root {
    render(node: unknown): void;
    unmount(): void;
  }
  export function createRoot(host: Element): Root;
  export function hydrateRoot(host: Element, node: unknown): Root;
}

declare module "react-dom/server" {
  export function renderToString(node: unknown): string;
}
