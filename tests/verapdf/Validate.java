import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.processor.reports.enums.JobEndStatus;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Validates files with veraPDF: `java -cp JAR Validate.java FLAVOUR[,FLAVOUR...] FILE...`.
 *
 * <p>Prints one JSON object a line for each file and flavour, in the order asked; `tests/verapdf/__init__.py` reads
 * them. Runs from source with any JDK from 11 on.
 */
public final class Validate {
    /** A book then takes no longer than its slower flavour; more threads would hold more books in memory. */
    private static final int THREADS = 2;

    public static void main(String[] arguments) throws Exception {
        var lines = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Nothing of the library's may get among the lines; what it logs about a file is in its verdict too.
        System.setOut(System.err);
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();

        var profiles = new LinkedHashMap<String, ValidationProfile>();
        for (var flavour : arguments[0].split(",")) {
            profiles.put(flavour, ProfileReader.read(flavour));
        }
        // The library keeps its state by thread: safe while a thread has one file at a time (veraPDF-library#1037).
        var pool = Executors.newFixedThreadPool(THREADS);
        var verdicts = new ArrayList<Future<Map<String, Object>>>();
        for (var file : List.of(arguments).subList(1, arguments.length)) {
            profiles.forEach((flavour, profile) -> verdicts.add(pool.submit(() -> verdict(file, flavour, profile))));
        }
        pool.shutdown();
        var json = new ObjectMapper();
        for (var verdict : verdicts) {
            lines.println(json.writeValueAsString(verdict.get()));
        }
    }

    private static Map<String, Object> verdict(String file, String flavour, ValidationProfile profile) {
        var verdict = new LinkedHashMap<String, Object>();
        verdict.put("file", file);
        verdict.put("flavour", flavour);
        try {
            verdict.putAll(validate(new File(file), profile));
        } catch (Exception | StackOverflowError fault) {
            verdict.put("error", reasons(fault));
        }
        return verdict;
    }

    private static Map<String, Object> validate(File file, ValidationProfile profile) throws Exception {
        // One assertion a rule: the counts come from elsewhere. Passed checks are not kept; messages are filled in.
        try (var parser = Foundries.defaultInstance().createParser(file, profile.getPDFAFlavour());
                var validator = Foundries.defaultInstance().createValidator(profile, 1, false, true, false)) {
            var result = validator.validate(parser);
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                throw new IOException("validation ended early: " + result.getJobEndStatus());
            }
            var counts = result.getFailedChecks();
            var problems = result.getTestAssertions().stream()
                    .map(failed -> problem(failed, counts))
                    .collect(Collectors.toList());
            return Map.of(
                    "compliant", result.isCompliant(), "checks", result.getTotalAssertions(), "problems", problems);
        }
    }

    private static Map<String, Object> problem(TestAssertion failed, Map<RuleId, Integer> counts) {
        var rule = failed.getRuleId();
        return Map.of(
                "clause", rule.getClause(),
                "test", rule.getTestNumber(),
                "message", failed.getErrorMessage(),
                "count", counts.get(rule),
                "location", failed.getLocation().getContext());
    }

    private static String reasons(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
                .map(cause -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                .distinct()
                .collect(Collectors.joining(": "));
    }
}

/**
 * Reads the profiles that are in the library's jar.
 *
 * <p>The library would read them with JAXB, of which the jar has a part and Java from 11 on nothing.
 */
final class ProfileReader {
    /** The attributes and elements of each element. Whatever else a later version brings must stop us, not get lost. */
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            Map.entry("profile", Set.of("@xmlns", "@flavour", "details", "hash", "rules", "variables")),
            Map.entry("details", Set.of("@creator", "@created", "name", "description")),
            Map.entry("rules", Set.of("rule")),
            Map.entry(
                    "rule",
                    Set.of("@object", "@deferred", "@tags", "id", "description", "test", "error", "references")),
            Map.entry("id", Set.of("@specification", "@clause", "@testNumber")),
            Map.entry("error", Set.of("message", "arguments")),
            Map.entry("arguments", Set.of("argument")),
            Map.entry("argument", Set.of("@name")),
            Map.entry("references", Set.of("reference")),
            Map.entry("reference", Set.of("@specification", "@clause")),
            Map.entry("variables", Set.of("variable")),
            Map.entry("variable", Set.of("@name", "@object", "defaultValue", "value")));

    private ProfileReader() {}

    /** Read the profile of a flavour as `ua1` or `2a`. */
    static ValidationProfile read(String id) throws Exception {
        var upper = id.toUpperCase(Locale.ROOT);
        var path = "/org/verapdf/pdfa/validation/PDF"
                + (upper.startsWith("UA") ? "UA-" + upper.substring(2) : "A-" + upper) + ".xml";
        try (var stream = ProfileReader.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IOException("no profile for flavour " + id + ": " + path);
            }
            var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            return profile(builder.parse(stream).getDocumentElement());
        }
    }

    private static ValidationProfile profile(Element profile) throws IOException {
        check(profile);
        var rules = new LinkedHashSet<Rule>();
        for (var rule : children(child(profile, "rules"))) {
            rules.add(rule(rule));
        }
        var variables = new LinkedHashSet<Variable>();
        for (var variable : children(child(profile, "variables"))) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"),
                    variable.getAttribute("object"),
                    child(variable, "defaultValue").getTextContent(),
                    child(variable, "value").getTextContent()));
        }
        var name = text(child(profile, "details"), "name");
        return Profiles.profileFromValues(
                PDFAFlavour.valueOf(profile.getAttribute("flavour")),
                Profiles.profileDetailsFromValues(name, "", "", new Date(0)),
                "",
                rules,
                variables);
    }

    private static Rule rule(Element rule) {
        var id = child(rule, "id");
        var error = child(rule, "error");
        var arguments = children(child(error, "arguments")).stream()
                .map(argument -> ErrorArgumentImpl.fromValues(
                        argument.getTextContent(), attribute(argument, "name"), null))
                .collect(Collectors.<ErrorArgument>toList());
        var deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                deferred == null ? null : Boolean.valueOf(deferred),
                attribute(rule, "tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                List.of());
    }

    private static void check(Element element) throws IOException {
        var known = KNOWN.getOrDefault(element.getTagName(), Set.of());
        var attributes = element.getAttributes();
        var names = Stream.concat(
                IntStream.range(0, attributes.getLength()).mapToObj(i -> "@" + attributes.item(i).getNodeName()),
                children(element).stream().map(Element::getTagName));
        var unknown = names.filter(name -> !known.contains(name)).findFirst();
        if (unknown.isPresent()) {
            throw new IOException("unknown in a profile: " + unknown.get() + " of " + element.getTagName());
        }
        for (var child : children(element)) {
            check(child);
        }
    }

    private static List<Element> children(Element parent) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNextSibling)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .collect(Collectors.toList());
    }

    private static Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    /** The text of a child with its line breaks and indentation made spaces, as the library does. */
    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().replaceAll("[\\s\u00A0\u2007\u202F]+", " ");
    }
}
