export function Portal() {
  return (
    <main id="main">
      <h1>训补</h1>
    </main>
  );
}
