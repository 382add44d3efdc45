package org.sightline.web.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.util.Optional;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.sightline.web.internal.Pages.Page;

/** Serves the pages. They load nothing from anywhere else and run no script but ours: their headers enforce both. */
final class PagesServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Narrower than the platform's own policy, which covers every response: these pages need no more. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
                    + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private final transient Pages pages;

    PagesServlet() {
        this.pages = new Pages(PagesServlet.class::getResource);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        Optional<Page> found = pages.find(path(request), request.getHeader("Accept-Encoding"));
        if (found.isEmpty()) {
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Page page = found.get();
        response.setHeader("Cache-Control", page.hashed() ? "public, max-age=31536000, immutable" : "no-store");
        response.setHeader("Vary", "Accept-Encoding");
        page.encoding().ifPresent(encoding -> response.setHeader("Content-Encoding", encoding));
        response.setContentType(page.type());
        URLConnection content = page.content().openConnection();
        try (InputStream in = content.getInputStream()) {
            response.setContentLengthLong(content.getContentLengthLong());
            in.transferTo(response.getOutputStream());
        }
    }

    private static String path(HttpServletRequest request) {
        String path = request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        return path == null || path.isEmpty() ? "/" : path;
    }
}
