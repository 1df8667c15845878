package dev.docket.bench.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An SVG document that is being written, in black on white, with the XML writer of the JDK, which escapes what must be: the
 * libraries that draw charts bring licences or graphics of their own, and this needs rectangles.
 *
 * <p>Attributes are given as names and values in turn; numbers with a fraction get one digit of it.
 */
public final class Svg {

    public static final String INK = "#222222";

    private final StringWriter document = new StringWriter();
    private final XMLStreamWriter out;

    /** Begins a document. */
    public Svg(int width, int height, String title) {
        try {
            out = XMLOutputFactory.newFactory().createXMLStreamWriter(document);
            out.writeStartElement("svg");
            out.writeDefaultNamespace("http://www.w3.org/2000/svg");
            attributes("width", width, "height", height, "viewBox", "0 0 " + width + " " + height, "role", "img");
            attributes("font-family", "sans-serif", "font-size", 12, "fill", INK);
            words("title", title);
        } catch (XMLStreamException e) {
            throw impossible(e);
        }
        shape("rect", "width", width, "height", height, "fill", "#ffffff");
    }

    /** Words at some place. */
    public void text(String words, Object... attributes) {
        try {
            out.writeStartElement("text");
            attributes(attributes);
            out.writeCharacters(words);
            out.writeEndElement();
        } catch (XMLStreamException e) {
            throw impossible(e);
        }
    }

    /** A shape without anything in it. */
    public void shape(String name, Object... attributes) {
        try {
            out.writeEmptyElement(name);
            attributes(attributes);
        } catch (XMLStreamException e) {
            throw impossible(e);
        }
    }

    /** A shape that says something when it is pointed at. */
    public void shapeWithHint(String hint, String name, Object... attributes) {
        try {
            out.writeStartElement(name);
            attributes(attributes);
            words("title", hint);
            out.writeEndElement();
        } catch (XMLStreamException e) {
            throw impossible(e);
        }
    }

    /** The whole document, which is ended by this. */
    public String end() {
        try {
            out.writeEndElement();
            out.flush();
        } catch (XMLStreamException e) {
            throw impossible(e);
        }
        return document + "\n";
    }

    private void words(String element, String words) throws XMLStreamException {
        out.writeStartElement(element);
        out.writeCharacters(words);
        out.writeEndElement();
    }

    private void attributes(Object... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            String written =
                    value instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : value.toString();
            out.writeAttribute(namesAndValues[i].toString(), written);
        }
    }

    private static IllegalStateException impossible(XMLStreamException e) {
        return new IllegalStateException("a text that cannot be written to memory", e);
    }
}
