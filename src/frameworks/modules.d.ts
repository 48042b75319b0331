/** What this folder and its tests need of packages that only their users have. */

declare module "react" {
  interface ReactElement {
    readonly type: unknown;
    readonly props: unknown;
    readonly key: string | null;
  }
  type ReactNode = ReactElement | string | number | boolean | null | undefined | Iterable<ReactNode>;
  type Ref<T> = { current: T | null } | ((value: T | null) => void) | null;
  interface HTMLAttributes<T> {
    readonly className?: string | undefined;
    readonly id?: string | undefined;
    readonly style?: object | undefined;
    readonly children?: ReactNode;
    readonly dangerouslySetInnerHTML?: { readonly __html: string } | undefined;
    readonly onClick?: ((event: { readonly currentTarget: T }) => void) | undefined;
  }
  interface DetailedHTMLProps<Attributes, T> {
    readonly attributes?: Attributes;
    readonly element?: T;
  }

  namespace JSX {
    interface IntrinsicElements {
      readonly div: object;
    }
  }
  const StrictMode: unknown;
  function createElement(type: unknown, props: object | null, ...children: unknown[]): ReactElement;
  function forwardRef<T, Props>(
    render: (props: Props, ref: Ref<T>) => ReactElement,
  ): (props: Props) => ReactElement;
  function useRef<T>(value: T): { current: T };
  function useEffect(act: () => void, on?: readonly unknown[]): void;
  function useLayoutEffect(act: () => void, on?: readonly unknown[]): void;
  function useImperativeHandle<T>(ref: Ref<T>, make: () => T, on: readonly unknown[]): void;
}

declare module "vue" {
  interface HTMLAttributes {
    readonly id?: string | undefined;
  }
  interface GlobalComponents {
    readonly none?: never;
  }
}

declare module "svelte/elements" {
  interface HTMLAttributes<T> {
    readonly id?: string | undefined;
    readonly onclick?: ((event: { readonly currentTarget: T }) => void) | undefined;
  }
  interface SvelteHTMLElements {
    readonly div: object;
  }
}
