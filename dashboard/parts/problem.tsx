/** What went wrong, and where to go from there. */
export function Problem(
  { title, detail, href, link }: { title: string; detail: string; href: string; link: string },
) {
  return (
    <section class="narrow">
      <h1>{title}</h1>
      <p>{detail}</p>
      <p>
        <a href={href} role="button">{link}</a>
      </p>
    </section>
  );
}
