/** The compiler that Go programs are built with. */
export interface GoCompiler {
  /** As `go env GOVERSION` prints it, such as `go1.26.8`; part of every Go artifact's key. */
  readonly version: string;
  /** What is run: `go`, or a path. */
  readonly program: string;
  /** Added to the environment of everything that runs it. */
  readonly environment: Readonly<Record<string, string>>;
  /** `path`: it is there; `module`: it is fetched when something has to be compiled. */
  readonly origin: 'path' | 'module';
}
